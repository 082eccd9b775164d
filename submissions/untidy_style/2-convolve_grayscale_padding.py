#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np
def convolve_grayscale_padding( images, kernel, padding ):
    """Return the convolution of the zero padded `images` with `kernel`."""
    kh,kw=kernel.shape
    ph,pw=padding
    padded=np.pad(images,((0,0),(ph,ph),(pw,pw)))
    convolved=np.zeros((padded.shape[0],padded.shape[1]-kh+1,padded.shape[2]-kw+1)) # the output, filled below
    for i in range( convolved.shape[1] ) :
        for j in range( convolved.shape[2] ) :
            convolved[:,i,j]=np.sum(padded[:,i:i+kh,j:j+kw]*kernel,axis=(1,2))
    return convolved 
